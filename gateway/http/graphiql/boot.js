// Runs in the browser, after React and GraphiQL. A file of its own, so that the page needs no inline script.
/* global React, ReactDOM, GraphiQL */
const { token, examples } = JSON.parse(document.getElementById('settings').textContent)

// Any GraphiQL that was ever served from this origin shares its localStorage; ours keeps to its own names. Headers
// are never kept: each load brings a fresh token, and who pastes another one keeps it until the next load.
const PREFIX = 'phoenix:'
const names = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))
const storage = {
  get length() {
    return names().length
  },
  getItem: (name) => localStorage.getItem(PREFIX + name),
  setItem: (name, value) => localStorage.setItem(PREFIX + name, value),
  removeItem: (name) => localStorage.removeItem(PREFIX + name),
  clear: () => names().forEach((name) => localStorage.removeItem(name)),
}

const headers = token === null ? '' : JSON.stringify({ authorization: `Bearer ${token}` }, null, 2)
ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    storage,
    shouldPersistHeaders: false,
    defaultHeaders: headers,
    defaultEditorToolsVisibility: 'headers',
    defaultTabs: examples.map(({ query, variables }) => ({ query, variables: variables ?? null, headers })),
  }),
)

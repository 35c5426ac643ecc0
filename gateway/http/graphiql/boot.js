// Runs in the browser, after React and GraphiQL. A file of its own, so that the page needs no inline script.
/* global React, ReactDOM, GraphiQL */
const { token, examples } = JSON.parse(document.getElementById('settings').textContent)
const headers = token === null ? '' : JSON.stringify({ authorization: `Bearer ${token}` }, null, 2)

// Any GraphiQL that was ever served from this origin shares its localStorage; ours keeps to its own names. Headers
// are never kept: each load brings a fresh token, and who pastes another one has it until the next load. GraphiQL's
// history would keep them whatever it is told, so they are taken out on the way in, and today's put in on the way out.
const PREFIX = 'phoenix:'
const withHeaders = (text, put) => JSON.stringify(JSON.parse(text), (key, value) => (key === 'headers' ? put : value))
const isHistory = (name) => name === 'graphiql:queries' || name === 'graphiql:favorites'
const names = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))
const storage = {
  get length() {
    return names().length
  },
  getItem(name) {
    const text = localStorage.getItem(PREFIX + name)
    return text !== null && isHistory(name) ? withHeaders(text, headers) : text
  },
  setItem: (name, text) => localStorage.setItem(PREFIX + name, isHistory(name) ? withHeaders(text, '') : text),
  removeItem: (name) => localStorage.removeItem(PREFIX + name),
  clear: () => names().forEach((name) => localStorage.removeItem(name)),
}

// At the first visit GraphiQL shows the query of the first tab, but not its variables: it looks for these here.
if (storage.getItem('graphiql:tabState') === null && examples[0]?.variables) {
  storage.setItem('graphiql:variables', examples[0].variables)
}

ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    // The headers of the editor go along as what the connection says first.
    fetcher: GraphiQL.createFetcher({ url: '/graphql', subscriptionUrl: `${location.origin.replace(/^http/, 'ws')}/graphql` }),
    storage,
    shouldPersistHeaders: false,
    defaultHeaders: headers,
    defaultEditorToolsVisibility: 'headers',
    defaultTabs: examples.map(({ query, variables }) => ({ query, variables: variables ?? null, headers })),
  }),
)

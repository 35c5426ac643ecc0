// Loaded before everything else (`--import`), and so in plain JavaScript: the rest is TypeScript that an older Node cannot
// read. `npm ci` brings Node 24 where there is a package for the platform, and npm scripts use it.
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(`Phoenix Gateway needs Node 24; this is Node ${process.versions.node}. Run \`npm ci\`, then start it with npm (\`npm start\`), or install Node 24.`)
  process.exit(1)
}

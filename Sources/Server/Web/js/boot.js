// Sets the theme before the first paint, so that the page never flashes the other one.
// A classic script on purpose: modules run too late. `core/theme.js` takes over from here.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem('vitrine.theme');
  } catch (error) {
    // Storage can be closed to the page; the system's preference then decides.
  }
  if (matchMedia('(forced-colors: active)').matches) choice = null;
  var light = choice === 'light' || (choice !== 'dark' && matchMedia('(prefers-color-scheme: light)').matches);
  document.documentElement.dataset.theme = light ? 'light' : 'dark';
})();

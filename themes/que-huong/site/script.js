// Stands in every page, the same everywhere, at most 1 kB. Written for phones of 2013; a page works without it.
(function (d, n) {
// Keep the site in the phone, after the page has come.
var w = d.currentScript && d.currentScript.getAttribute('data-worker');
if (w && n.serviceWorker && /^http/.test(location)) addEventListener('load', function () {
n.serviceWorker.register(w)['catch'](function () {});
});
})(document, navigator);

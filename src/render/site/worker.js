// Keeps the site in the phone. With a network every page is fetched anew; the kept copy is only for times without one.
var scope = registration.scope, name = 'loa ' + scope, whole = WHOLE;
addEventListener('install', function (event) {
skipWaiting();
event.waitUntil(Promise.all([caches.open(name), fetch(scope + 'KEPT').then(function (answer) { return answer.json(); })]).then(function (both) {
var cache = both[0], shared = both[1].shift(), kept = [];
return Promise.all(both[1].map(function (page) {
kept.push(scope + page[0]);
// A page comes in pieces; a number stands for one that several share.
var html = page.slice(1).map(function (piece) { return typeof piece == 'number' ? shared[piece] : piece; }).join('');
return cache.put(scope + page[0], new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } }));
})).then(function () {
// A page that is gone from the site goes from the phone.
return whole ? cache.keys().then(function (old) {
return Promise.all(old.map(function (request) { return kept.indexOf(request.url) < 0 && cache.delete(request); }));
}) : clients.matchAll({ includeUncontrolled: true }).then(function (open) {
open.forEach(function (client) { cache.add(client.url.split(/[?#]/)[0]).catch(function () {}); });
});
});
}));
});
addEventListener('activate', function (event) { event.waitUntil(clients.claim()); });
addEventListener('fetch', function (event) {
var request = event.request, url = request.url.split(/[?#]/)[0];
if (request.method != 'GET' || url.indexOf(scope) || request.headers.get('range')) return;
event.respondWith(fetch(request).then(function (answer) {
var copy = answer.clone(), status = answer.status;
if (status == 200 || status == 404 || status == 410) event.waitUntil(caches.open(name).then(function (cache) {
return status == 200 ? cache.put(url, copy) : cache.delete(url);
}));
return answer;
}, function (error) {
return caches.open(name).then(function (cache) {
return cache.match(url).then(function (found) { return found || request.mode == 'navigate' && cache.match(scope); });
}).then(function (found) { if (found) return found; throw error; });
}));
});

// The token is behind the "#" of the link, so that it is in no log. Put it into its field; show whole links where they are made.
const field = document.getElementById("token");

function take() {
  if (!field || location.hash.length < 2) return;
  field.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
}

take();
addEventListener("hashchange", take); // a link that is opened while its page is open loads nothing
const link = document.getElementById("link");
if (link) link.textContent = `${location.origin}${link.dataset.path}#${link.dataset.token}`;

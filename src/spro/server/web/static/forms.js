// A second click on a button must not take the place of the answer to the first, which may show a secret once.
const WAIT = 3000; // milliseconds; afterwards the first has failed or was stopped
const sent = new WeakSet();

addEventListener("submit", (event) => {
  const form = event.target;
  if (sent.has(form)) event.preventDefault();
  sent.add(form);
  setTimeout(() => sent.delete(form), WAIT);
});

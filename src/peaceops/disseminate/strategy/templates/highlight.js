"use strict";
// An open finding lights up what it names; what touches that stays half lit, the rest steps back.
(function () {
  var picture = document.querySelector("#picture svg");
  var findings = Array.prototype.slice.call(document.querySelectorAll("details.finding"));
  var nodes = Array.prototype.slice.call(picture.querySelectorAll(".n"));
  var edges = Array.prototype.slice.call(picture.querySelectorAll(".e"));
  var state = document.getElementById("state");
  var search = document.getElementById("search");

  function light(finding) {
    var on = finding ? JSON.parse(finding.dataset.nodes) : [];
    var near = new Set();
    edges.forEach(function (edge) {
      var a = on.indexOf(edge.dataset.a) >= 0, b = on.indexOf(edge.dataset.b) >= 0;
      edge.classList.toggle("on", a && b);
      edge.classList.toggle("near", a !== b);
      if (a !== b) near.add(a ? edge.dataset.b : edge.dataset.a);
    });
    var first = null;
    nodes.forEach(function (node) {
      var lit = on.indexOf(node.dataset.n) >= 0;
      node.classList.toggle("on", lit);
      node.classList.toggle("near", !lit && near.has(node.dataset.n));
      if (lit && !first) first = node;
    });
    picture.classList.toggle("chosen", on.length > 0);
    state.textContent = finding ? finding.dataset.state : state.dataset.none;
    if (first && first.scrollIntoView) {
      first.scrollIntoView({block: "nearest", inline: "center"});
    }
  }

  function choose(finding) {
    findings.forEach(function (other) { if (other !== finding) other.open = false; });
    light(finding);
  }

  findings.forEach(function (finding) {
    finding.addEventListener("toggle", function () {
      if (finding.open) choose(finding);
      else if (!findings.some(function (other) { return other.open; })) light(null);
    });
  });

  function filter() {
    var wanted = search.value.trim().toLowerCase();
    findings.forEach(function (finding) {
      finding.hidden = wanted !== "" && finding.textContent.toLowerCase().indexOf(wanted) < 0;
    });
  }

  search.addEventListener("input", filter);
  nodes.forEach(function (node) {
    node.addEventListener("click", function () { search.value = node.dataset.n; filter(); });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      search.value = "";
      filter();
      findings.forEach(function (finding) { finding.open = false; });
    }
  });
  search.parentNode.hidden = false;

  function follow() {
    var finding = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (finding && finding.classList.contains("finding")) { finding.open = true; }
  }
  window.addEventListener("hashchange", follow);
  follow();
})();

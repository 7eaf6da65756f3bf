// The little that pages need beside what the server renders: the theme that is remembered, and files to save.
(() => {
  const root = document.documentElement, system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem("praxis-theme");
    } catch {
      return null;
    }
  };
  const isDark = () => (chosen() ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => {
    const theme = isDark() ? "dark" : "light";
    root.dataset.theme = theme;
    document.cookie = `praxis-theme=${theme}; path=/; max-age=31536000; SameSite=Strict`;
  };
  show();
  system.addEventListener("change", show);

  // Blazor takes links for itself and moves no focus.
  document.addEventListener("click", event => {
    if (event.target.closest("a.skip")) {
      event.preventDefault();
      event.stopPropagation();
      document.getElementById("content").focus();
    }
  }, true);

  // A server that was started anew does not know this page: it is read again, and forms are filled from their drafts.
  document.addEventListener("components-reconnect-state-changed", event => {
    const state = event.detail.state;
    if (state === "rejected") location.reload();
    // What is typed into a page without a server is lost.
    else if (state === "show" || state === "hide") {
      document.querySelectorAll(".mud-layout").forEach(layout => { layout.inert = state === "show"; });
    }
  }, true);

  // The server takes no longer message; what cannot be sent is said in its field instead of being lost.
  const mostText = 200000, mostDraft = 500000;
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, event => {
      const field = event.target, length = typeof field.value === "string" ? field.value.length : 0;
      if (!field.setCustomValidity || field.type === "file") return;
      if (length <= mostText) {
        field.setCustomValidity("");
        return;
      }
      event.stopImmediatePropagation();
      field.setCustomValidity(`${length} letters are too many for a field, which takes ${mostText}; use a file`);
      field.reportValidity();
    }, true);
  }

  window.praxis = {
    isDark,
    draft(key) {
      try {
        return sessionStorage.getItem(`praxis-fit-${key}`);
      } catch {
        return null;
      }
    },
    keepDraft(key, text) {
      try {
        if (text === null || text.length > mostDraft) sessionStorage.removeItem(`praxis-fit-${key}`);
        else sessionStorage.setItem(`praxis-fit-${key}`, text);
      } catch {
        // Without storage a draft ends with its page.
      }
    },
    setDark(dark) {
      const theme = dark ? "dark" : "light", usual = system.matches ? "dark" : "light";
      try {
        if (theme === usual) localStorage.removeItem("praxis-theme");
        else localStorage.setItem("praxis-theme", theme);
      } catch {
        // Without storage the choice holds until the page is left.
      }
      show();
      root.dataset.theme = theme;
    },
    watchSystem(host) {
      system.addEventListener("change", () => host.invokeMethodAsync("ShowTheme", isDark()));
    },
    async save(name, type, stream) {
      const url = URL.createObjectURL(new Blob([await stream.arrayBuffer()], { type }));
      const link = document.createElement("a");
      link.href = url;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 10000);
    },
    // After the dialog has taken the focus for itself.
    select(field) {
      setTimeout(() => {
        field.focus();
        field.select();
      }, 100);
    },
    focusContent() {
      document.getElementById("content").focus();
    },
    // Browsers keep the clipboard from pages of other hosts without TLS: there the old way is left.
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        const field = document.createElement("textarea");
        field.value = text;
        field.className = "visually-hidden";
        document.body.append(field);
        field.select();
        const isDone = document.execCommand("copy");
        field.remove();
        return isDone;
      }
    },
  };
})();

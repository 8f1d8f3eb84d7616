// How a person likes the page. It lasts where the browser allows it.

export const settings = {
  read(name) { try { return localStorage.getItem(`seedream.${name}`); } catch { return null; } },
  write(name, value) { try { localStorage.setItem(`seedream.${name}`, value); } catch { /* it holds for now */ } },
};

// Applies a remembered theme before the first paint; a module would come too late.
try {
  const theme = localStorage.getItem('ferrous-lua.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is refused: the system's theme it is.
}

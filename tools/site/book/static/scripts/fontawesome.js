// In place of the theme's 1,500 kB of icons: the few that its pages use are drawn in book.css.

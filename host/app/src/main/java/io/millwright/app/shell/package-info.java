/** {@code millwright shell}: a prompt over the same commands. The only package with JLine's reader. */
@NullMarked
package io.millwright.app.shell;

import org.jspecify.annotations.NullMarked;

/** Files between this machine and a container, as a tar archive that comes or goes through a program there. */
@NullMarked
package io.millwright.app.copy;

import org.jspecify.annotations.NullMarked;

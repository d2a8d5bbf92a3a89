/** What can be done with any object, as runbooks of a tool that is part of the program: the same preview, journal and undo as everything else. */
@NullMarked
package io.millwright.app.objects;

import org.jspecify.annotations.NullMarked;

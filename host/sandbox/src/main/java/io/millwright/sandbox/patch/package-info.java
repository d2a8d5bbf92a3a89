/** The patch languages of the API: JSON patch, merge, strategic merge, server-side apply, and who owns which field. */
@NullMarked
package io.millwright.sandbox.patch;

import org.jspecify.annotations.NullMarked;

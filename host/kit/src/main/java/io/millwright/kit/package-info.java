/** What plugins share: reading objects, versions, times and sizes. */
@NullMarked
package io.millwright.kit;

import org.jspecify.annotations.NullMarked;

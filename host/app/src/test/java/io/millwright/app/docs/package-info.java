/** What the documents say is compared with what the program does. */
@NullMarked
package io.millwright.app.docs;

import org.jspecify.annotations.NullMarked;

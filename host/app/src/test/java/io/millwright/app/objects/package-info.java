@NullMarked
package io.millwright.app.objects;

import org.jspecify.annotations.NullMarked;

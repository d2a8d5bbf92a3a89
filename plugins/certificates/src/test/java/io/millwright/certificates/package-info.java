@org.jspecify.annotations.NullMarked
package io.millwright.certificates;

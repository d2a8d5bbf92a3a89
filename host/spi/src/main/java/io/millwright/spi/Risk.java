package io.millwright.spi;

/**
 * What an operator must know before approving.
 *
 * @param id stable
 * @param title one line
 * @param detail what happens and how to avoid it
 */
public record Risk(String id, String title, String detail) {}

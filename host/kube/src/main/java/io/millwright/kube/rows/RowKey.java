package io.millwright.kube.rows;

/** Where an object of one kind is; the namespace is empty for objects of the cluster. */
public record RowKey(String namespace, String name) {}

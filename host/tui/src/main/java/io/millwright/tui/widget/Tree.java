package io.millwright.tui.widget;

import io.millwright.tui.Key;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Things that own other things.
 *
 * @param selected key of the selected node
 * @param closed keys of nodes whose children are hidden
 */
public record Tree(List<Node> roots, Optional<String> selected, int top, Set<String> closed) {
    /**
     * @param key unique in the tree and stable
     * @param unread whether there may be children that somebody has to read first; drawn as closed, and asked for by {@link #wanted}
     */
    public record Node(String key, Line line, List<Node> children, boolean unread) {
        public Node {
            children = List.copyOf(children);
        }

        public Node(String key, Line line, List<Node> children) {
            this(key, line, children, false);
        }
    }

    private record Seen(Node node, int depth) {}

    public Tree {
        roots = List.copyOf(roots);
        closed = Set.copyOf(closed);
    }

    public static Tree of(List<Node> roots) {
        return new Tree(roots, Optional.empty(), 0, Set.of());
    }

    /** Other nodes with the same selection and the same nodes closed. */
    public Tree withRoots(List<Node> others) {
        return new Tree(others, selected, top, closed);
    }

    public Optional<Node> selectedNode() {
        List<Seen> seen = seen();
        return seen.isEmpty() ? Optional.empty() : Optional.of(seen.get(index(seen)).node);
    }

    /** The selected node when that key would open it and what is below it has to be read for that. */
    public Optional<Node> wanted(Key key) {
        return switch (key.toString()) {
            case "right", "l", "space" -> selectedNode().filter(Node::unread);
            default -> Optional.empty();
        };
    }

    /** Arrows move, open and close; empty for other keys. */
    public Optional<Tree> onKey(Key key, int height) {
        List<Seen> seen = seen();
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        int at = index(seen);
        Seen here = seen.get(at);
        return switch (key.toString()) {
            case "up", "k" -> Optional.of(moved(seen, at - 1, height));
            case "down", "j" -> Optional.of(moved(seen, at + 1, height));
            case "pgup" -> Optional.of(moved(seen, at - height, height));
            case "pgdn" -> Optional.of(moved(seen, at + height, height));
            case "home", "g" -> Optional.of(moved(seen, 0, height));
            case "end", "G" -> Optional.of(moved(seen, seen.size() - 1, height));
            case "right", "l" -> Optional.of(toggled(here.node.key, false));
            case "left", "h" -> Optional.of(closedOrParent(seen, at, height));
            case "space" -> Optional.of(toggled(here.node.key, !closed.contains(here.node.key)));
            default -> Optional.empty();
        };
    }

    public void render(Surface surface, boolean focus) {
        List<Seen> seen = seen();
        if (seen.isEmpty()) {
            return;
        }
        int at = index(seen);
        int first = Math.clamp(top, Math.max(0, at - Math.max(1, surface.height()) + 1), at);
        for (int row = 0; row < surface.height() && first + row < seen.size(); row++) {
            Seen line = seen.get(first + row);
            int col = 1 + 2 * line.depth;
            if (!line.node.children.isEmpty() || line.node.unread) {
                boolean hidden = line.node.children.isEmpty() || closed.contains(line.node.key);
                surface.put(
                        col,
                        row,
                        hidden ? surface.glyphs().pointer() : surface.glyphs().pointerDown(),
                        Style.MUTED);
            }
            int after = line.node.line.renderCut(surface, col + 2, row);
            if (closed.contains(line.node.key) && !line.node.children.isEmpty()) {
                surface.put(after + 1, row, "(" + count(line.node) + " below)", Style.MUTED);
            }
            if (first + row == at) {
                Table.highlight(surface, row, focus);
            }
        }
    }

    private Tree closedOrParent(List<Seen> seen, int at, int height) {
        Seen here = seen.get(at);
        if (!here.node.children.isEmpty() && !closed.contains(here.node.key)) {
            return toggled(here.node.key, true);
        }
        int parent = at;
        while (parent > 0 && seen.get(parent).depth >= here.depth) {
            parent--;
        }
        return moved(seen, parent, height);
    }

    private Tree toggled(String key, boolean close) {
        Set<String> changed = new HashSet<>(closed);
        if (close) {
            changed.add(key);
        } else {
            changed.remove(key);
        }
        return new Tree(roots, Optional.of(key), top, changed);
    }

    private Tree moved(List<Seen> seen, int to, int height) {
        int at = Math.clamp(to, 0, seen.size() - 1);
        int first = Math.clamp(top, Math.max(0, at - Math.max(1, height) + 1), at);
        return new Tree(roots, Optional.of(seen.get(at).node.key), first, closed);
    }

    private int index(List<Seen> seen) {
        for (int i = 0; i < seen.size(); i++) {
            if (selected.isPresent() && seen.get(i).node.key.equals(selected.get())) {
                return i;
            }
        }
        return 0;
    }

    private List<Seen> seen() {
        List<Seen> out = new ArrayList<>();
        roots.forEach(root -> collect(root, 0, out));
        return out;
    }

    private void collect(Node node, int depth, List<Seen> out) {
        out.add(new Seen(node, depth));
        if (!closed.contains(node.key)) {
            node.children.forEach(child -> collect(child, depth + 1, out));
        }
    }

    private static int count(Node node) {
        return node.children.stream().mapToInt(child -> 1 + count(child)).sum();
    }
}

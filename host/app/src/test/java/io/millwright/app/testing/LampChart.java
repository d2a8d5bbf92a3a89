package io.millwright.app.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small chart: a Deployment, a ConfigMap with {@code text}, another one that is kept, a Secret, with {@code extra} a volume claim; and hooks
 * for an upgrade, a rollback and a removal.
 */
public final class LampChart {
    private LampChart() {}

    /**
     * Writes it below that folder.
     *
     * @param image one that has a program {@code sleep}
     * @return the chart's folder
     */
    public static Path write(Path folder, String image) throws IOException {
        Path chart = Files.createDirectories(folder.resolve("lamp"));
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: lamp\nversion: 1.0.0\n");
        Files.writeString(chart.resolve("values.yaml"), "text: hello\nextra: false\npassword: hunter2\n");
        Files.writeString(chart.resolve("templates/all.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: {{ .Release.Name }}}
                data: {text: {{ .Values.text | quote }}, template: "{{ "{{ .Values.other }}" }}"}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: {{ .Release.Name }}}
                stringData: {password: {{ .Values.password | quote }}}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ .Release.Name }}-kept
                  annotations: {helm.sh/resource-policy: keep}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: {{ .Release.Name }}}
                spec:
                  selector: {matchLabels: {app: {{ .Release.Name }}}}
                  template:
                    metadata: {labels: {app: {{ .Release.Name }}}}
                    spec:
                      containers: [{name: lamp, image: "IMAGE", command: [sleep, "1000000"]}]
                      terminationGracePeriodSeconds: 1
                {{- if .Values.extra }}
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: {{ .Release.Name }}}
                spec:
                  accessModes: [ReadWriteOnce]
                  resources: {requests: {storage: 1Gi}}
                {{- end }}
                """.replace("IMAGE", image));
        Files.writeString(chart.resolve("templates/hooks.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ .Release.Name }}-up
                  annotations: {helm.sh/hook: pre-upgrade}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ .Release.Name }}-back
                  annotations: {helm.sh/hook: "post-rollback, pre-delete"}
                """);
        return chart;
    }
}

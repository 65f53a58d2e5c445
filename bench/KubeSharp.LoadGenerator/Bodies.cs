namespace KubeSharp.LoadGenerator;

/// <summary>Objects of a usual size.</summary>
internal static class Bodies
{
    private const int LargeText = 1500;

    private static readonly string Text = new('x', 200);

    /// <summary>What stands before the time in a <see cref="Stamp"/>.</summary>
    public static ReadOnlySpan<byte> StampField => "\"sent\":\""u8;

    /// <summary>About 1 KB as sent, 2.4 KB with what the server adds. A label in each of 50 groups.</summary>
    public static string Pod(int index, string node = Load.Node) =>
        $$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"pod-{{{index:D6}}}","labels":{"app":"load","group":"g{{{index % 50}}}","tier":"backend","release":"stable"},
        "annotations":{"example.org/checksum":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}},
        "spec":{"automountServiceAccountToken":false,{{{NodeName(node)}}}"containers":[{"name":"main","image":"registry.example.org/team/app:v1.2.3",
        "command":["/bin/app","--listen=:8080","--log-level=info"],"ports":[{"name":"http","containerPort":8080}],
        "env":[{"name":"POD_NAME","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}} },{"name":"MODE","value":"production"}],
        "resources":{"requests":{"cpu":"10m","memory":"16Mi"},"limits":{"memory":"64Mi"}},
        "readinessProbe":{"httpGet":{"path":"/healthz","port":"http"},"periodSeconds":10}}]}}
        """;

    /// <summary>The same with an annotation that makes 3 KB of it as it is stored.</summary>
    public static string LargePod(int index)
    {
        var text = new char[LargeText];
        new Random(index).GetItems("abcdefghijklmnopqrstuvwxyz0123456789", text);
        return Pod(index).Replace("\"annotations\":{", $"\"annotations\":{{\"example.org/text\":\"{new string(text)}\",", StringComparison.Ordinal);
    }

    public static string PodOfImage(string name, string image) =>
        $$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}"},
        "spec":{"terminationGracePeriodSeconds":0,"containers":[{"name":"main","image":"{{{image}}}","imagePullPolicy":"IfNotPresent"}]}}
        """;

    public static string DeploymentOfImage(string name, string image, int replicas) =>
        $$$"""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{{name}}}"},"spec":{"replicas":{{{replicas}}},"selector":{"matchLabels":{"app":"{{{name}}}"}},
        "template":{"metadata":{"labels":{"app":"{{{name}}}"}},
        "spec":{"terminationGracePeriodSeconds":0,"containers":[{"name":"main","image":"{{{image}}}","imagePullPolicy":"IfNotPresent"}]}} }}
        """;

    public static string ConfigMap(int index) =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"cm-{{{index:D6}}}"},"data":{"key":"value {{{index}}}","text":"{{{Text}}}"}}""";

    public static string StampName(int index) => $"stamp-{index:D3}";

    /// <summary>An object that carries a time.</summary>
    public static string Stamp(int index, long time) =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{StampName(index)}}}"},"data":{"sent":"{{{time}}}"}}""";

    public static string Status(int index) =>
        $$$"""
        {"status":{"phase":"Running","podIP":"10.244.{{{index / 250}}}.{{{index % 250}}}","conditions":[{"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"},
        {"type":"Initialized","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"}]}}
        """;

    /// <summary>What a manager of its own applies to a pod: it shares the labels with the creator and adds an annotation.</summary>
    public static string Apply(int index) =>
        $$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"pod-{{{index:D6}}}","labels":{"app":"load","tier":"backend"},"annotations":{"example.org/applied":"{{{index}}}"} }}
        """;

    public static string Annotate(int index) => $$$"""{"metadata":{"annotations":{"example.org/patched":"{{{index}}}"} }}""";

    public static string Node(int index) => Node($"load-{index:D5}", $"zone-{index % 10}");

    /// <param name="name">The node's name.</param>
    /// <param name="zone">Its zone.</param>
    /// <param name="unschedulable">Keeps the scheduler away: nobody starts the pods of such a node.</param>
    public static string Node(string name, string zone = "zone-0", bool unschedulable = false) =>
        $$$"""
        {"apiVersion":"v1","kind":"Node","metadata":{"name":"{{{name}}}","labels":{"kubernetes.io/hostname":"{{{name}}}","topology.kubernetes.io/zone":"{{{zone}}}"}},
        "spec":{"unschedulable":{{{(unschedulable ? "true" : "false")}}}},
        "status":{"capacity":{"cpu":"32","memory":"256Gi","pods":"110"},"allocatable":{"cpu":"32","memory":"256Gi","pods":"110"},
        "conditions":[{"type":"Ready","status":"True","reason":"KubeletReady","lastHeartbeatTime":"2036-01-01T00:00:00Z","lastTransitionTime":"2026-01-01T00:00:00Z"}]}}
        """;

    private static string NodeName(string node) => node.Length > 0 ? $"\"nodeName\":\"{node}\"," : "";
}

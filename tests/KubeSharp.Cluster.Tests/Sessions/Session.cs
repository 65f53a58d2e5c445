namespace KubeSharp.Cluster.Tests.Sessions;

/// <summary>A user with one of the kubectls, in a namespace of their own that goes away in the end.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly ClusterUnderTest _cluster;
    private readonly string _kubectl;

    private Session(ClusterUnderTest cluster, string kubectl, string name)
    {
        _cluster = cluster;
        _kubectl = kubectl;
        Namespace = $"{name}-{kubectl}";
    }

    public string Namespace { get; }

    /// <summary>Whether the kubectl is the newest, with the commands that came after 1.20.</summary>
    public bool IsNew => _kubectl == "new";

    public static async Task<Session> StartAsync(ClusterUnderTest cluster, string kubectl, string name)
    {
        var session = new Session(cluster, kubectl, name);
        await cluster.KubectlAsync(kubectl, $"create namespace {session.Namespace}");
        return session;
    }

    /// <summary>Runs a command that has to succeed and returns its output.</summary>
    public Task<string> RunAsync(string command, string input = "") => _cluster.KubectlAsync(_kubectl, $"-n {Namespace} {command}", input);

    public Task<ShellResult> TryAsync(string command, string input = "") => _cluster.TryKubectlAsync(_kubectl, $"-n {Namespace} {command}", input);

    /// <summary>Runs a command that has to fail and returns what it says.</summary>
    public async Task<string> FailAsync(string command, string input = "")
    {
        var result = await TryAsync(command, input);
        Assert.True(result.ExitCode != 0, $"kubectl {command} succeeded\n{result.All}");
        return result.All;
    }

    public Task<string> EventuallyAsync(string command, Func<string, bool> condition) =>
        _cluster.EventuallyAsync(_kubectl, $"-n {Namespace} {command}", condition);

    /// <summary>Starts a command and leaves it running.</summary>
    public RunningCommand Start(string command) => _cluster.Start(_kubectl, $"-n {Namespace} {command}");

    /// <summary>Starts a command on a terminal of 41 rows and 101 columns. What is typed reaches it as from a keyboard.</summary>
    /// <param name="command">As the shell would read it.</param>
    /// <param name="before">Shell commands that run on the same terminal first, with what separates them from the next.</param>
    public RunningCommand StartOnTerminal(string command, string before = "") => RunningCommand.Start(
        "script",
        ["-qec", $"stty rows 41 cols 101; {before} exec {Repository.Kubectl(_kubectl)} -n {Namespace} {command}", "/dev/null"],
        _cluster.Environment);

    /// <summary>A pod of one container with this shell script, ready to be applied; it ends at once when it is told to.</summary>
    public static string Pod(string name, string script, string more = "", string containerMore = "") =>
        $$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{name}}","labels":{"app":"{{name}}"} },"spec":{ {{more}}"terminationGracePeriodSeconds":1,
        "containers":[{ {{containerMore}}"name":"main","image":"kubesharp.local/busybox:1","command":["sh","-c","{{script}}"]}]} }
        """;

    /// <summary>Applies the manifest and waits until the pod is ready.</summary>
    public async Task StartPodAsync(string name, string manifest)
    {
        await RunAsync("apply -f -", manifest);
        await RunAsync($"wait --for=condition=Ready pod/{name} --timeout=60s");
    }

    public async ValueTask DisposeAsync() => await _cluster.TryKubectlAsync(_kubectl, $"delete namespace {Namespace} --wait=false");
}

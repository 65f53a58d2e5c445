namespace KubeSharp.Cluster.Tests;

/// <summary>Starts, stops and talks to one cluster.</summary>
internal sealed class ClusterUnderTest(string dataDirectory, int securePort)
{
    public string DataDirectory => dataDirectory;

    public int SecurePort => securePort;

    public string Kubeconfig => Path.Combine(dataDirectory, "kubeconfig", "admin.conf");

    /// <summary>Of a user of this cluster.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["KUBECONFIG"] = Path.Combine(dataDirectory, "kubeconfig", "admin.conf"),
        ["HOME"] = dataDirectory,
        ["TERM"] = "dumb",
    };

    private static IReadOnlyDictionary<string, string> Script { get; } = new Dictionary<string, string> { ["KUBESHARP_BINARY"] = Repository.Binary };

    private IReadOnlyList<string> Flags =>
    [
        "--data-dir", dataDirectory, "--secure-port", $"{securePort}", "--kubelet-port", $"{securePort + 1}",
        "--service-cluster-ip-range", "10.97.0.0/16", "--cluster-cidr", "10.245.0.0/16", "--v", "2",
    ];

    /// <summary>Of the running server.</summary>
    public int ProcessId() => int.Parse(File.ReadAllText(Path.Combine(RunDirectory(), "kubesharp.pid")), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Where the running state of this cluster is, below /run.</summary>
    public string RunDirectory()
    {
        foreach (var directory in Directory.GetDirectories("/run", "kubesharp*"))
        {
            var file = Path.Combine(directory, "containerd.pid");
            if (File.Exists(file)
                && $"/proc/{File.ReadAllText(file).Trim()}/cmdline" is var arguments
                && File.Exists(arguments)
                && File.ReadAllText(arguments).Contains(dataDirectory, StringComparison.Ordinal))
            {
                return directory;
            }
        }

        throw new InvalidOperationException("the container runtime is not running");
    }

    public Task<ShellResult> UpAsync() => Shell.RunAsync(Repository.Script("up"), Flags, environment: Script);

    public Task<ShellResult> DownAsync(params string[] more) => Shell.RunAsync(
        Repository.Script("down"), ["--data-dir", dataDirectory, .. more], environment: Script);

    /// <summary>Runs kubectl and returns its output. Fails the test if kubectl does.</summary>
    public async Task<string> KubectlAsync(string age, string command, string input = "")
    {
        var result = await TryKubectlAsync(age, command, input);
        Assert.True(result.ExitCode == 0, $"kubectl {command}\n{result.All}");
        return result.Output;
    }

    /// <param name="age">"old" or "new".</param>
    /// <param name="command">The words behind kubectl, separated by blanks; a word in single quotes may have blanks.</param>
    /// <param name="input">Standard input.</param>
    public Task<ShellResult> TryKubectlAsync(string age, string command, string input = "") => Shell.RunAsync(
        Repository.Kubectl(age), Words(command), input, Environment);

    /// <summary>Starts kubectl and leaves it running.</summary>
    public RunningCommand Start(string age, string command) => RunningCommand.Start(Repository.Kubectl(age), Words(command), Environment);

    /// <summary>Asks until the answer satisfies the condition; fails with the last answer after a minute.</summary>
    public async Task<string> EventuallyAsync(string age, string command, Func<string, bool> condition)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var result = await TryKubectlAsync(age, command);
            if (result.ExitCode == 0 && condition(result.Output))
            {
                return result.Output;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromMinutes(1), $"kubectl {command}\n{result.All}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
        }
    }

    private static IEnumerable<string> Words(string command) =>
        command.Split('\'').SelectMany((part, index) => index % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

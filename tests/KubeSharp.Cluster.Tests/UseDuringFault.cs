using System.Collections.Concurrent;
using System.Globalization;

namespace KubeSharp.Cluster.Tests;

/// <summary>Uses the guestbook without a pause while something breaks: asks its service, and writes objects. Start it with an object there.</summary>
internal sealed class UseDuringFault
{
    private const int Readers = 3;

    private readonly ClusterUnderTest _cluster;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _failures = [];
    private readonly List<string> _acknowledged = [];
    private readonly List<Task> _running = [];
    private int _answers;

    private UseDuringFault(ClusterUnderTest cluster) => _cluster = cluster;

    /// <summary>Returns when requests are answered and writes acknowledged.</summary>
    public static async Task<UseDuringFault> StartAsync(ClusterUnderTest cluster, string address)
    {
        var use = new UseDuringFault(cluster);
        for (var reader = 0; reader < Readers; reader++)
        {
            use._running.Add(Task.Run(() => use.ReadAsync(address)));
        }

        use._running.Add(Task.Run(use.WriteAsync));
        await cluster.EventuallyAsync("new", "-n guestbook get configmap written-1 -o name", name => name.Length > 0);
        return use;
    }

    /// <summary>Stops, and asserts that no request has failed and no acknowledged write is lost.</summary>
    public async Task AssertNothingLostAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        _stop.Dispose();
        Assert.Empty(_failures);
        Assert.NotEqual(0, _answers);

        var stored = await _cluster.KubectlAsync("new", "-n guestbook get configmaps -o name");
        Assert.All(_acknowledged, name => Assert.Contains($"configmap/{name}\n", stored));
    }

    private async Task ReadAsync(string address)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var answer = await Guestbook.GetAsync(address);
                Interlocked.Increment(ref _answers);
                if (!answer.StartsWith("Welcome", StringComparison.Ordinal))
                {
                    _failures.Enqueue(answer);
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
            {
                _failures.Enqueue($"{TimeProvider.System.GetUtcNow():T} {failure.Message}");
            }

            // Often enough to notice, seldom enough to leave the machine to what recovers.
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task WriteAsync()
    {
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            var name = "written-" + number.ToString(CultureInfo.InvariantCulture);
            if ((await _cluster.TryKubectlAsync("new", $"-n guestbook create configmap {name}")).ExitCode == 0)
            {
                _acknowledged.Add(name);
            }
        }
    }
}

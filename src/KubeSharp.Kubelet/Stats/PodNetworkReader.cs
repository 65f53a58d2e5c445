using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grpc.Core;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Stats.Proc;

namespace KubeSharp.Kubelet.Stats;

/// <summary>Reads the network counters of pods through the process of their sandbox, which every CRI runtime's verbose status names.</summary>
internal sealed class PodNetworkReader(ICriClient runtime, TimeProvider time)
{
    private const string DefaultInterface = "eth0";

    // 0: the pod uses the host's network, or the runtime does not tell.
    private readonly ConcurrentDictionary<string, int> _pids = new(StringComparer.Ordinal);

    /// <returns>Null for pods on the host's network, and where nothing can be read.</returns>
    public async ValueTask<NetworkStats?> ReadAsync(string sandboxId, CancellationToken cancellationToken)
    {
        if (!_pids.TryGetValue(sandboxId, out var pid))
        {
            _pids[sandboxId] = pid = await PidAsync(sandboxId, cancellationToken);
        }

        if (pid == 0)
        {
            return null;
        }

        try
        {
            var interfaces = NetDev.Parse(await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/net/dev"), cancellationToken));
            return new NetworkStats(time.GetUtcNow(), interfaces.FirstOrDefault(one => one.Name == DefaultInterface), interfaces);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Keep(IReadOnlySet<string> sandboxIds)
    {
        foreach (var id in _pids.Keys)
        {
            if (!sandboxIds.Contains(id))
            {
                _pids.TryRemove(id, out _);
            }
        }
    }

    private async ValueTask<int> PidAsync(string sandboxId, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await runtime.PodSandboxStatusAsync(sandboxId, verbose: true, cancellationToken);
            if (answer.Status.Linux?.Namespaces?.Options?.Network == NamespaceMode.Node || !answer.Info.TryGetValue("info", out var info))
            {
                return 0;
            }

            return (int?)JsonNode.Parse(info)?["pid"] ?? 0;
        }
        catch (Exception exception) when (exception is RpcException or JsonException or InvalidOperationException)
        {
            return 0;
        }
    }
}

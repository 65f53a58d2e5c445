using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.Storage.Etcd;

namespace KubeSharp.Storage.Testing;

/// <summary>Three real etcd members, any of which can be killed, paused and started again.</summary>
public sealed class EtcdCluster : IAsyncDisposable
{
    private readonly HttpClient _http = new();

    public EtcdCluster()
        : this(address => address)
    {
    }

    /// <param name="peer">The address at which the others reach the member with this one.</param>
    public EtcdCluster(Func<IPAddress, IPAddress> peer)
    {
        IPAddress[] addresses = [.. Enumerable.Range(0, 3).Select(_ => EtcdProcess.FreeAddress())];
        IPAddress[] peers = [.. addresses.Select(peer)];
        string members = string.Join(',', peers.Select((address, i) => $"m{i}=http://{address}:2380"));
        Members = [.. addresses.Select((address, i) => new EtcdProcess($"m{i}", address, certificates: null) { Peer = peers[i], Members = members })];
    }

    public IReadOnlyList<EtcdProcess> Members { get; }

    public IReadOnlyList<Uri> Servers => [.. Members.Select(member => member.Server)];

    /// <summary>A store on all members; <paramref name="first"/> is the one that it tries first.</summary>
    public EtcdStore Connect(EtcdProcess? first = null) =>
        EtcdProcess.Connect(null, [.. Members.OrderBy(member => member == first ? 0 : 1).Select(member => member.Server)]);

    /// <summary>Starts and resumes whoever is away, and waits until all answer.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (EtcdProcess member in Members)
        {
            member.Resume();
            if (!member.IsRunning)
            {
                await member.KillAsync();
                member.StartProcess();
            }
        }

        await Task.WhenAll(Members.Select(member => member.AnswersAsync(cancellationToken)));
    }

    /// <summary>The member that leads now.</summary>
    public async Task<EtcdProcess> LeaderAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (EtcdProcess member in Members.Where(member => member.IsRunning))
            {
                using var body = new StringContent("{}", Encoding.UTF8, "application/json");
                using HttpResponseMessage response = await _http.PostAsync(new Uri(member.Server, "v3/maintenance/status"), body, cancellationToken);
                JsonNode status = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
                if ((string?)status["leader"] is { } leader && leader == (string?)status["header"]!["member_id"])
                {
                    return member;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (EtcdProcess member in Members)
        {
            await member.DisposeAsync();
        }
    }
}

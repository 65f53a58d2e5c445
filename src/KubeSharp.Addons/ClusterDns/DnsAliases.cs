using System.Security.Cryptography;

namespace KubeSharp.Addons.ClusterDns;

/// <summary>
/// Looks up what an ExternalName service points at: the resolvers of C libraries take the addresses from the answer with the alias and do not
/// ask again.
/// </summary>
internal sealed class DnsAliases(ClusterZone zone, IDnsUpstream upstream)
{
    private const int MaxSteps = 8;

    /// <summary>The alias with the records behind it, as far as they can be found.</summary>
    public async ValueTask<DnsAnswer> FollowAsync(DnsAnswer answer, DnsRecordType type, CancellationToken cancellationToken)
    {
        if (type is not (DnsRecordType.A or DnsRecordType.AAAA))
        {
            return answer;
        }

        var records = answer.Records.ToList();
        for (var step = 0; step < MaxSteps && records is [.., { Type: DnsRecordType.CNAME, Target: var target }]; step++)
        {
            if (zone.Find(target, type) is not { } inside)
            {
                records.AddRange(await AskAsync(target, type, cancellationToken));
                break;
            }

            records.AddRange(inside.Records);
        }

        return answer with { Records = records };
    }

    private async ValueTask<IReadOnlyList<DnsRecord>> AskAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        var query = DnsQueryWriter.Write((ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue), name, type);
        return await upstream.AskAsync(query, tcp: false, cancellationToken) is { } response ? DnsResponseReader.ReadAddresses(response) : [];
    }
}

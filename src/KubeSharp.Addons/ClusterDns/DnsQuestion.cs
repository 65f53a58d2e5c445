namespace KubeSharp.Addons.ClusterDns;

/// <summary>The one question of a query.</summary>
/// <param name="Name">In lower case, without the final dot.</param>
/// <param name="MaxUdpSize">Largest answer that the sender takes in a datagram: 512, or what its OPT record says.</param>
/// <param name="End">Offset behind the question in the query: an answer begins with a copy of what stands before it.</param>
internal readonly record struct DnsQuestion(ushort Id, string Name, DnsRecordType Type, int MaxUdpSize, bool HasOpt, int End);

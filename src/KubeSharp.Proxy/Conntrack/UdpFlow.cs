using System.Net;

namespace KubeSharp.Proxy.Conntrack;

/// <summary>A UDP conversation that the kernel remembers, with what it has been translated to.</summary>
/// <param name="Destination">Where the client sends its packets to.</param>
/// <param name="Answering">Who answers: the endpoint, or the destination itself where nothing was translated.</param>
/// <param name="Handle">What names the conversation to the kernel.</param>
internal sealed record UdpFlow(IPEndPoint Destination, IPEndPoint Answering, ReadOnlyMemory<byte> Handle);

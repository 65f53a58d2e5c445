using System.Net;

namespace KubeSharp.Proxy.Userspace;

/// <summary>What a listener is for.</summary>
/// <param name="EndPoint">Where it listens.</param>
/// <param name="Protocol">tcp or udp.</param>
internal readonly record struct ListenerKey(IPEndPoint EndPoint, string Protocol);

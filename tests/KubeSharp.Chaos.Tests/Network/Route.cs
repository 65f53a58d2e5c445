using System.Net;

namespace KubeSharp.Chaos.Tests.Network;

/// <summary>Where a connection goes.</summary>
/// <param name="Link">Null if that shows only in what the client says.</param>
internal sealed record Route(IPEndPoint Target, Link? Link);

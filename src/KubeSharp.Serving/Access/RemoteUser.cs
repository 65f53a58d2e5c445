using KubeSharp.Api;

namespace KubeSharp.Serving.Access;

/// <summary>Who asks a component.</summary>
public sealed record RemoteUser(string Name, string UID, ApiList<string> Groups, ApiMap<ApiList<string>> Extra)
{
    public static RemoteUser Anonymous { get; } = new("system:anonymous", "", ["system:unauthenticated"], default);
}

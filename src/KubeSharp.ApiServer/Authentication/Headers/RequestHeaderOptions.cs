namespace KubeSharp.ApiServer.Authentication.Headers;

/// <summary>How a front proxy tells who the user is; the names are upstream's --requestheader-* flags.</summary>
internal sealed record RequestHeaderOptions
{
    /// <summary>Common names of certificates that may speak for others; empty allows every one of the authority.</summary>
    public IReadOnlyList<string> AllowedNames { get; init; } = ["front-proxy-client"];

    public IReadOnlyList<string> UsernameHeaders { get; init; } = ["X-Remote-User"];

    public IReadOnlyList<string> UidHeaders { get; init; } = ["X-Remote-Uid"];

    public IReadOnlyList<string> GroupHeaders { get; init; } = ["X-Remote-Group"];

    public IReadOnlyList<string> ExtraHeaderPrefixes { get; init; } = ["X-Remote-Extra-"];
}

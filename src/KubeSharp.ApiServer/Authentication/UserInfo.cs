using KubeSharp.Api;

namespace KubeSharp.ApiServer.Authentication;

/// <summary>Who makes a request, as authentication.k8s.io/v1 UserInfo has it. Immutable and shared between requests.</summary>
public sealed record UserInfo
{
    public required string Name { get; init; }

    public string UID { get; init; } = "";

    public ApiList<string> Groups { get; init; }

    /// <summary>Extra keys are lower case; each has one or more values.</summary>
    public ApiMap<ApiList<string>> Extra { get; init; }

    public bool InGroup(string group)
    {
        foreach (var candidate in Groups)
        {
            if (candidate == group)
            {
                return true;
            }
        }

        return false;
    }
}

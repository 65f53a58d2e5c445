using System.Text;
using KubeSharp.Api;
using KubeSharp.ApiServer.Authentication;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>Tells an extension server who the user is, in the headers that the ConfigMap extension-apiserver-authentication names.</summary>
internal static class IdentityHeaders
{
    private const string User = "X-Remote-User";
    private const string UID = "X-Remote-Uid";
    private const string Group = "X-Remote-Group";
    private const string ExtraPrefix = "X-Remote-Extra-";

    /// <summary>For the server's own requests.</summary>
    public static UserInfo Aggregator { get; } = new() { Name = "system:kube-aggregator", Groups = [WellKnownUsers.MastersGroup] };

    public static void Set(HttpRequestMessage request, UserInfo user)
    {
        var headers = request.Headers;
        headers.TryAddWithoutValidation(User, user.Name);
        if (user.UID.Length > 0)
        {
            headers.TryAddWithoutValidation(UID, user.UID);
        }

        Add(request, Group, user.Groups);
        foreach (var (key, values) in user.Extra)
        {
            Add(request, ExtraPrefix + Uri.EscapeDataString(key), values);
        }
    }

    /// <summary>For the handler that sends the request: how each header becomes bytes. Null for those that are not set here.</summary>
    public static Encoding? EncodingOf(string header) =>
        header.Equals(Group, StringComparison.OrdinalIgnoreCase) || header.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase)
            ? new RepeatedHeaderEncoding(header)
            : header.Equals(User, StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8 : null;

    private static void Add(HttpRequestMessage request, string name, ApiList<string> values)
    {
        if (RepeatedHeaderEncoding.Join(values) is { Length: > 0 } joined)
        {
            request.Headers.TryAddWithoutValidation(name, joined);
        }
    }
}

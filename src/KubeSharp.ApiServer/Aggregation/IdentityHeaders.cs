using KubeSharp.ApiServer.Authentication;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>Tells an extension server who the user is, in the headers that the ConfigMap extension-apiserver-authentication names.</summary>
internal static class IdentityHeaders
{
    /// <summary>For the server's own requests.</summary>
    public static UserInfo Aggregator { get; } = new() { Name = "system:kube-aggregator", Groups = [WellKnownUsers.MastersGroup] };

    public static void Set(HttpRequestMessage request, UserInfo user)
    {
        var headers = request.Headers;
        headers.TryAddWithoutValidation("X-Remote-User", user.Name);
        if (user.UID.Length > 0)
        {
            headers.TryAddWithoutValidation("X-Remote-Uid", user.UID);
        }

        foreach (var group in user.Groups)
        {
            headers.TryAddWithoutValidation("X-Remote-Group", group);
        }

        foreach (var (key, values) in user.Extra)
        {
            foreach (var value in values)
            {
                headers.TryAddWithoutValidation("X-Remote-Extra-" + Uri.EscapeDataString(key), value);
            }
        }
    }
}

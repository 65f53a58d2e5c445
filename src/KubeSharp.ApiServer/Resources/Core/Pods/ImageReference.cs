namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>The part of an image's name that decides how it is pulled by default.</summary>
internal static class ImageReference
{
    /// <summary>Always for the tag "latest", named or implied; what has another tag or a digest is pulled once.</summary>
    public static string DefaultPullPolicy(string image)
    {
        if (image.Contains('@'))
        {
            return "IfNotPresent";
        }

        var colon = image.LastIndexOf(':');
        var tagged = colon > image.LastIndexOf('/');
        return !tagged || image.AsSpan(colon + 1) is "latest" ? "Always" : "IfNotPresent";
    }
}

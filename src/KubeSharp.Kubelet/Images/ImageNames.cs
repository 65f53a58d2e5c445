namespace KubeSharp.Kubelet.Images;

/// <summary>The parts of image references.</summary>
internal static class ImageNames
{
    private const string DefaultRegistry = "docker.io";

    /// <summary>The reference with <c>:latest</c> where it names neither tag nor digest.</summary>
    /// <exception cref="FormatException">It is no reference.</exception>
    public static string WithDefaultTag(string image)
    {
        if (image.Length == 0 || image.Any(static character => char.IsWhiteSpace(character) || char.IsControl(character)))
        {
            throw new FormatException("invalid reference format");
        }
        var at = image.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? image : image[..at];
        var slash = name.LastIndexOf('/');
        var colon = name.IndexOf(':', slash + 1);
        var repository = colon < 0 ? name : name[..colon];
        if (repository.Length == 0 || repository.EndsWith('/') || repository.StartsWith('/') || (colon >= 0 && colon == name.Length - 1))
        {
            throw new FormatException("invalid reference format");
        }
        var path = slash < 0 || !IsRegistry(repository[..repository.IndexOf('/', StringComparison.Ordinal)])
            ? repository
            : repository[(repository.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (path.Any(char.IsAsciiLetterUpper))
        {
            throw new FormatException("invalid reference format: repository name must be lowercase");
        }
        return at >= 0 || colon >= 0 ? image : image + ":latest";
    }

    /// <summary>The registry's host and the repository, by which credentials are found: <c>nginx</c> is <c>docker.io/library/nginx</c>.</summary>
    public static string Repository(string image)
    {
        var at = image.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? image : image[..at];
        var colon = name.IndexOf(':', name.LastIndexOf('/') + 1);
        name = colon < 0 ? name : name[..colon];
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return $"{DefaultRegistry}/library/{name}";
        }
        return IsRegistry(name[..slash]) ? name : $"{DefaultRegistry}/{name}";
    }

    private static bool IsRegistry(string part) => part.Contains('.', StringComparison.Ordinal) || part.Contains(':', StringComparison.Ordinal) || part == "localhost";
}

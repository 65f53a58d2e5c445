namespace KubeSharp.ApiServer.Resources.Validation;

/// <summary>Rules for paths inside volumes and containers.</summary>
internal static class PathChecks
{
    public static bool HasBackstep(ReadOnlySpan<char> path)
    {
        foreach (var range in path.Split('/'))
        {
            if (path[range] is "..")
            {
                return true;
            }
        }

        return false;
    }

    public static void NoBacksteps(ErrorList errors, FieldPath parent, string? child, string path)
    {
        if (path.Contains("..", StringComparison.Ordinal) && HasBackstep(path))
        {
            errors.InvalidText(child is null ? parent : parent.Child(child), path, "must not contain '..'");
        }
    }

    /// <summary>Relative and never upwards.</summary>
    public static void LocalDescending(ErrorList errors, FieldPath parent, string? child, string path)
    {
        if (path.StartsWith('/'))
        {
            errors.InvalidText(child is null ? parent : parent.Child(child), path, "must be a relative path");
        }

        NoBacksteps(errors, parent, child, path);
    }

    /// <summary>Relative, never upwards, and not in the name space that atomic volume updates use ("..data").</summary>
    public static void LocalNonReserved(ErrorList errors, FieldPath parent, string? child, string path)
    {
        LocalDescending(errors, parent, child, path);
        if (path.StartsWith("..", StringComparison.Ordinal) && !path.StartsWith("../", StringComparison.Ordinal) && path != "..")
        {
            errors.InvalidText(child is null ? parent : parent.Child(child), path, "must not start with '..'");
        }
    }

    public static void FileMode(ErrorList errors, FieldPath parent, string child, int? mode)
    {
        if (mode is { } value and (< 0 or > 0x1FF))
        {
            errors.InvalidNumber(parent.Child(child), value, "must be a number between 0 and 0777 (octal), both inclusive");
        }
    }
}

using System.Globalization;

namespace KubeSharp.Proxy;

/// <summary>Settings of the kernel, by their path below /proc/sys.</summary>
internal static class KernelSettings
{
    private const string Root = "/proc/sys/";

    /// <summary>Null if there is no such setting, or it is no number.</summary>
    public static long? Get(string path)
    {
        try
        {
            return long.TryParse(File.ReadAllText(Root + path), CultureInfo.InvariantCulture, out var value) ? value : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>False if it has another value and cannot be changed, as in a container.</summary>
    public static bool TrySet(string path, long value)
    {
        if (Get(path) == value)
        {
            return true;
        }

        try
        {
            File.WriteAllText(Root + path, value.ToString(CultureInfo.InvariantCulture));
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

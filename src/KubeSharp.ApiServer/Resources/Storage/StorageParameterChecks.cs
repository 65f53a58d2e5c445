using KubeSharp.Api;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>Parameters of storage and volume attributes classes, which only their driver understands.</summary>
internal static class StorageParameterChecks
{
    private const int CountLimit = 512;
    private const int SizeLimit = 256 * 1024;

    public static void Validate(ErrorList errors, FieldPath path, ApiMap<string> parameters)
    {
        if (parameters.Count > CountLimit)
        {
            errors.TooLong(path, CountLimit);
            return;
        }

        long size = 0;
        foreach (var (key, text) in parameters)
        {
            if (key.Length == 0)
            {
                errors.InvalidText(path, key, "field can not be empty.");
            }

            size += Utf8Length.Of(key) + Utf8Length.Of(text);
        }

        if (size > SizeLimit)
        {
            errors.TooLong(path, SizeLimit);
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Configuration;

/// <summary>Files that configure the server, in YAML or JSON, each one object with apiVersion and kind.</summary>
internal static class ConfigurationFile
{
    public const string Group = "apiserver.config.k8s.io";

    /// <param name="path">The file.</param>
    /// <param name="kind">What it has to be.</param>
    /// <param name="apiVersions">In one of these group versions.</param>
    /// <param name="read">Takes the object apart.</param>
    /// <exception cref="ConfigurationException">The file cannot be read or used.</exception>
    public static T Load<T>(string path, string kind, IReadOnlyList<string> apiVersions, Func<ConfigurationNode, T> read) =>
        Parse(ReadBytes(path), path, kind, apiVersions, read);

    /// <exception cref="ConfigurationException">The content cannot be used.</exception>
    public static T Parse<T>(
        ReadOnlyMemory<byte> content, string path, string kind, IReadOnlyList<string> apiVersions, Func<ConfigurationNode, T> read) =>
        Parse(content, path, [kind], apiVersions, read);

    /// <summary>The same for an object whose kind had other names in older versions.</summary>
    /// <exception cref="ConfigurationException">The content cannot be used.</exception>
    public static T Parse<T>(
        ReadOnlyMemory<byte> content, string path, IReadOnlyList<string> kinds, IReadOnlyList<string> apiVersions, Func<ConfigurationNode, T> read) =>
        ParseBare(content, path, root =>
        {
            var (version, found) = (root.Text("apiVersion"), root.Text("kind"));
            return kinds.Contains(found) && apiVersions.Contains(version)
                ? read(root)
                : throw new ConfigurationException($"expected {kinds[0]} of {string.Join(" or ", apiVersions)}, found kind \"{found}\" of apiVersion \"{version}\"");
        });

    /// <summary>An object without apiVersion and kind, as some old formats have it.</summary>
    /// <exception cref="ConfigurationException">The content cannot be used.</exception>
    public static T ParseBare<T>(ReadOnlyMemory<byte> content, string path, Func<ConfigurationNode, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(YamlJson.ToJson(content));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ConfigurationException("it is no object");
            }

            var root = new ConfigurationNode(document.RootElement, "");
            var value = read(root);
            root.End();
            return value;
        }
        catch (Exception invalid) when (invalid is ConfigurationException or DecodeException or JsonException)
        {
            throw new ConfigurationException($"{path}: {invalid.Message}", invalid);
        }
    }

    /// <summary>Files of other forms: keys, certificates, tokens.</summary>
    /// <param name="read">Makes something of the text.</param>
    /// <exception cref="ConfigurationException">The file cannot be read, or holds something else.</exception>
    public static T ReadText<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(Encoding.UTF8.GetString(ReadBytes(path)));
        }
        catch (Exception unusable) when (unusable is CryptographicException or FormatException or ArgumentException)
        {
            throw new ConfigurationException($"{path}: {unusable.Message}", unusable);
        }
    }

    /// <exception cref="ConfigurationException">The file cannot be read.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: {failure.Message}", failure);
        }
    }
}

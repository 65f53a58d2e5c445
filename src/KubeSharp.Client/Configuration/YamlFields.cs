using YamlDotNet.RepresentationModel;

namespace KubeSharp.Client.Configuration;

/// <summary>Reading and setting fields of YAML mappings.</summary>
internal static class YamlFields
{
    public static YamlNode? Find(this YamlMappingNode mapping, string key) =>
        mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public static string Text(this YamlMappingNode mapping, string key) => (mapping.Find(key) as YamlScalarNode)?.Value ?? "";

    public static byte[]? Base64(this YamlMappingNode mapping, string key)
    {
        var text = mapping.Text(key);
        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException invalid)
        {
            throw new KubeConfigException($"{key} is not valid base64", invalid);
        }
    }

    /// <summary>Sets a text, or removes the field if it is empty.</summary>
    public static void Set(this YamlMappingNode mapping, string key, string value)
    {
        mapping.Children.Remove(new YamlScalarNode(key));
        if (value.Length > 0)
        {
            mapping.Children[new YamlScalarNode(key)] = new YamlScalarNode(value);
        }
    }

    public static void Set(this YamlMappingNode mapping, string key, byte[]? value) =>
        mapping.Set(key, value is null ? "" : Convert.ToBase64String(value));

    /// <summary>The list under a key, made if it is not there.</summary>
    public static YamlSequenceNode ListOf(this YamlMappingNode mapping, string key)
    {
        if (mapping.Find(key) is YamlSequenceNode list)
        {
            return list;
        }

        var made = new YamlSequenceNode();
        mapping.Children[new YamlScalarNode(key)] = made;
        return made;
    }
}

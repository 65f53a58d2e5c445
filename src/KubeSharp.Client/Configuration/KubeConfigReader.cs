using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KubeSharp.Client.Configuration;

/// <summary>YAML (or JSON) to <see cref="KubeConfig"/>.</summary>
internal static class KubeConfigReader
{
    /// <param name="text">The content of the file.</param>
    /// <param name="directory">What relative paths are relative to.</param>
    public static KubeConfig Read(string text, string directory)
    {
        var root = Parse(text);
        return new KubeConfig
        {
            CurrentContext = root.Text("current-context"),
            Clusters = [.. Entries(root, "clusters", "cluster").Select(entry => Cluster(entry.Name, entry.Value, directory))],
            Users = [.. Entries(root, "users", "user").Select(entry => User(entry.Name, entry.Value, directory))],
            Contexts = [.. Entries(root, "contexts", "context").Select(static entry => Context(entry.Name, entry.Value))],
        };
    }

    public static YamlMappingNode Parse(string text)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);
            return stream.Documents.Count == 0
                ? new YamlMappingNode()
                : stream.Documents[0].RootNode as YamlMappingNode ?? throw new KubeConfigException("it is not a YAML mapping");
        }
        catch (YamlException invalid)
        {
            throw new KubeConfigException(invalid.Message, invalid);
        }
    }

    private static IEnumerable<(string Name, YamlMappingNode Value)> Entries(YamlMappingNode root, string list, string field)
    {
        if (root.Find(list) is not YamlSequenceNode entries)
        {
            yield break;
        }

        foreach (var entry in entries.OfType<YamlMappingNode>())
        {
            yield return (entry.Text("name"), entry.Find(field) as YamlMappingNode ?? []);
        }
    }

    private static KubeConfigCluster Cluster(string name, YamlMappingNode fields, string directory) => new(name)
    {
        Server = fields.Text("server"),
        TlsServerName = fields.Text("tls-server-name"),
        InsecureSkipTlsVerify = fields.Text("insecure-skip-tls-verify") == "true",
        CertificateAuthority = Absolute(fields.Text("certificate-authority"), directory),
        CertificateAuthorityData = fields.Base64("certificate-authority-data"),
        ProxyUrl = fields.Text("proxy-url"),
    };

    private static KubeConfigUser User(string name, YamlMappingNode fields, string directory) => new(name)
    {
        ClientCertificate = Absolute(fields.Text("client-certificate"), directory),
        ClientCertificateData = fields.Base64("client-certificate-data"),
        ClientKey = Absolute(fields.Text("client-key"), directory),
        ClientKeyData = fields.Base64("client-key-data"),
        Token = fields.Text("token"),
        TokenFile = Absolute(fields.Text("tokenFile"), directory),
        Username = fields.Text("username"),
        Password = fields.Text("password"),
        UsesPlugin = fields.Find("exec") is not null || fields.Find("auth-provider") is not null,
    };

    private static KubeConfigContext Context(string name, YamlMappingNode fields) =>
        new(name, fields.Text("cluster"), fields.Text("user"), fields.Text("namespace"));

    private static string Absolute(string path, string directory) => path.Length == 0 ? "" : Path.GetFullPath(path, directory);
}

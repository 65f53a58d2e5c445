using YamlDotNet.RepresentationModel;

namespace KubeSharp.Client.Configuration;

/// <summary>Writes kubeconfigs, readable by their owner alone.</summary>
public static class KubeConfigWriter
{
    /// <summary>Replaces the file with this kubeconfig.</summary>
    public static void Write(string path, KubeConfig config) => Save(path, Upsert(new YamlMappingNode(), config, true));

    /// <summary>
    /// Puts the entries of this kubeconfig into an existing one (made if missing), replacing those of the same name and keeping all others
    /// as they are. The current context is changed if asked, or if there is none.
    /// </summary>
    /// <exception cref="KubeConfigException">The existing file is no kubeconfig. It is left as it is.</exception>
    public static void MergeInto(string path, KubeConfig config, bool makeCurrent)
    {
        var root = File.Exists(path) ? KubeConfigReader.Parse(File.ReadAllText(path)) : [];
        Save(path, Upsert(root, config, makeCurrent || root.Text("current-context").Length == 0));
    }

    /// <summary>Takes the entries of these names out of an existing kubeconfig. Does nothing if there is no such file.</summary>
    public static void RemoveFrom(string path, KubeConfig config)
    {
        if (!File.Exists(path))
        {
            return;
        }

        var root = KubeConfigReader.Parse(File.ReadAllText(path));
        config.Clusters.ToList().ForEach(entry => Remove(root.ListOf("clusters"), entry.Name));
        config.Users.ToList().ForEach(entry => Remove(root.ListOf("users"), entry.Name));
        config.Contexts.ToList().ForEach(entry => Remove(root.ListOf("contexts"), entry.Name));
        if (config.Contexts.Any(context => context.Name == root.Text("current-context")))
        {
            root.Children[new YamlScalarNode("current-context")] = Quoted("");
        }

        Save(path, root);
    }

    private static YamlMappingNode Upsert(YamlMappingNode root, KubeConfig config, bool makeCurrent)
    {
        root.Set("apiVersion", "v1");
        root.Set("kind", "Config");
        foreach (var cluster in config.Clusters)
        {
            Put(root.ListOf("clusters"), cluster.Name, "cluster", Fields(cluster));
        }

        foreach (var user in config.Users)
        {
            Put(root.ListOf("users"), user.Name, "user", Fields(user));
        }

        foreach (var context in config.Contexts)
        {
            Put(root.ListOf("contexts"), context.Name, "context", Fields(context));
        }

        if (makeCurrent)
        {
            root.Set("current-context", config.CurrentContext);
        }

        return root;
    }

    private static YamlMappingNode Fields(KubeConfigCluster cluster)
    {
        var fields = new YamlMappingNode();
        fields.Set("server", cluster.Server);
        fields.Set("tls-server-name", cluster.TlsServerName);
        fields.Set("insecure-skip-tls-verify", cluster.InsecureSkipTlsVerify ? "true" : "");
        fields.Set("certificate-authority", cluster.CertificateAuthority);
        fields.Set("certificate-authority-data", cluster.CertificateAuthorityData);
        fields.Set("proxy-url", cluster.ProxyUrl);
        return fields;
    }

    private static YamlMappingNode Fields(KubeConfigUser user)
    {
        var fields = new YamlMappingNode();
        fields.Set("client-certificate", user.ClientCertificate);
        fields.Set("client-certificate-data", user.ClientCertificateData);
        fields.Set("client-key", user.ClientKey);
        fields.Set("client-key-data", user.ClientKeyData);
        fields.Set("token", user.Token);
        fields.Set("tokenFile", user.TokenFile);
        fields.Set("username", user.Username);
        fields.Set("password", user.Password);
        return fields;
    }

    private static YamlMappingNode Fields(KubeConfigContext context)
    {
        var fields = new YamlMappingNode();
        fields.Set("cluster", context.Cluster);
        fields.Set("user", context.User);
        fields.Set("namespace", context.Namespace);
        return fields;
    }

    private static void Put(YamlSequenceNode list, string name, string field, YamlMappingNode value)
    {
        Remove(list, name);
        list.Add(new YamlMappingNode(new YamlScalarNode("name"), new YamlScalarNode(name), new YamlScalarNode(field), value));
    }

    private static void Remove(YamlSequenceNode list, string name)
    {
        foreach (var entry in list.Children.OfType<YamlMappingNode>().Where(entry => entry.Text("name") == name).ToList())
        {
            list.Children.Remove(entry);
        }
    }

    private static YamlScalarNode Quoted(string value) => new(value) { Style = YamlDotNet.Core.ScalarStyle.DoubleQuoted };

    private static void Save(string path, YamlMappingNode root)
    {
        var target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = target + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(temporary, options))
        {
            new YamlStream(new YamlDocument(root)).Save(writer, assignAnchors: false);
        }

        File.Move(temporary, target, overwrite: true);
    }
}

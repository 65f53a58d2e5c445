namespace KubeSharp.Cluster.Tests;

/// <summary>Places in the checkout that the tests run from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The binary under test: the one the test script names, else what ./up would use.</summary>
    public static string Binary { get; } = Environment.GetEnvironmentVariable("KUBESHARP_BINARY")
        ?? Path.Combine(Root, "artifacts", "jit", "kubesharp");

    public static string Images { get; } = Path.Combine(Root, "artifacts", "images", "examples.tar");

    /// <summary>A command of the README.</summary>
    public static string Script(string name) => Path.Combine(Root, name);

    public static string Example(string name) => Path.Combine(Root, "examples", name);

    /// <summary>A kubectl of Debian: "old" is 1.20, "new" the newest that Debian has.</summary>
    public static string Kubectl(string age) => Path.Combine(Root, "artifacts", "clients", age, "kubectl");

    private static string FindRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "KubeSharp.slnx")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("the checkout was not found");
        }

        return directory;
    }
}

using System.Text;

namespace KubeSharp.Api.Generator.Emit;

/// <summary>The directory of the generated files. A file whose text did not change keeps its time stamp.</summary>
internal sealed class OutputDirectory
{
    private readonly string _path;
    private readonly HashSet<string> _written = [];

    public OutputDirectory(string path)
    {
        _path = path;
        Directory.CreateDirectory(path);
    }

    public void Write(string name, string text)
    {
        var path = Path.Combine(_path, name + ".g.cs");
        _written.Add(path);
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
    }

    /// <summary>Deletes generated files of an earlier run that this one did not write.</summary>
    public void RemoveOthers()
    {
        foreach (var path in Directory.EnumerateFiles(_path, "*.g.cs").Where(p => !_written.Contains(p)))
        {
            File.Delete(path);
        }
    }
}

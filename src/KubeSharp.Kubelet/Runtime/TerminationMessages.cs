using System.Text;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>What a container said when it ended: its termination message file, or the end of its log.</summary>
internal static class TerminationMessages
{
    private const int MaxMessage = 4096;
    private const int MaxLogMessage = 2048;
    private const int MaxLogLines = 80;

    /// <summary>Puts the message, with the runtime's own before it, into an ended container's status.</summary>
    public static void Fill(Cri.ContainerStatus status)
    {
        if (status.State != Cri.ContainerState.ContainerExited)
        {
            return;
        }
        var message = FromFile(status);
        var fallback = RuntimeLabels.Get(status.Annotations, RuntimeLabels.TerminationMessagePolicy) == TerminationMessagePolicy.TerminationMessageFallbackToLogsOnError;
        if (message.Length == 0 && fallback && (status.ExitCode != 0 || status.Reason == "ContainerCannotRun"))
        {
            message = FromLog(status.LogPath);
        }
        if (message.Length > 0)
        {
            status.Message = status.Message.Length > 0 ? $"{status.Message}: {message}" : message;
        }
    }

    /// <summary>The last lines of a log in CRI's format, without its stamps.</summary>
    public static string FromLog(string path)
    {
        var lines = new List<string>();
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            // Stamps make lines longer; four times the size is plenty for the part that counts.
            stream.Seek(-Math.Min(stream.Length, MaxLogMessage * 4), SeekOrigin.End);
            var cut = stream.Position > 0;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            if (cut)
            {
                reader.ReadLine();
            }
            while (reader.ReadLine() is { } line)
            {
                lines.Add(Content(line));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
        var text = string.Concat(lines.TakeLast(MaxLogLines));
        return text.Length > MaxLogMessage ? text[^MaxLogMessage..] : text;
    }

    private static string FromFile(Cri.ContainerStatus status)
    {
        var path = RuntimeLabels.Get(status.Annotations, RuntimeLabels.TerminationMessagePath);
        var mount = path.Length == 0 ? null : status.Mounts.FirstOrDefault(candidate => candidate.ContainerPath == path);
        if (mount is null)
        {
            return "";
        }
        try
        {
            using var stream = new FileStream(mount.HostPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[MaxMessage];
            return Encoding.UTF8.GetString(buffer, 0, stream.ReadAtLeast(buffer, MaxMessage, throwOnEndOfStream: false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary><c>2026-01-01T00:00:00.000000000Z stdout F text</c>: a partial line (P) goes on without a break.</summary>
    private static string Content(string line)
    {
        var fields = line.Split(' ', 4);
        if (fields.Length < 4)
        {
            return "";
        }
        return fields[2].StartsWith('P') ? fields[3] : fields[3] + "\n";
    }
}

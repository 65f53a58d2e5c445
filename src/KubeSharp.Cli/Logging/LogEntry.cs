using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Logging;

/// <summary>One message on its way to the log.</summary>
/// <param name="At">When.</param>
/// <param name="Level">How grave.</param>
/// <param name="Component">The class that it comes from.</param>
/// <param name="Message">The text.</param>
/// <param name="Error">What went wrong; null if nothing did.</param>
internal readonly record struct LogEntry(DateTimeOffset At, LogLevel Level, string Component, string Message, Exception? Error);

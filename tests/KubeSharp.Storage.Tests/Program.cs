using KubeSharp.Storage.Tests;
using KubeSharp.Storage.Tests.Crash;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

if (args is [CrashWriter.Argument, var directory])
{
    await CrashWriter.RunAsync(directory);
    return 0;
}

// The rest is what xunit would generate.
return args.Any(argument => argument is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);

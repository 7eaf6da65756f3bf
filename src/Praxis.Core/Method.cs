namespace Praxis.Core;

/// <summary>How near a method is to its publication.</summary>
public enum MethodStatus
{
    /// <summary>Built as the publication and its public code say.</summary>
    AsPublished,

    /// <summary>The publication leaves parts open; they were reconstructed, and the docs page says which.</summary>
    Reconstruction,

    /// <summary>A well-known method that others are measured against.</summary>
    Baseline,
}

/// <summary>The bundled data of a method.</summary>
/// <param name="Path">The file, relative to the samples folder beside the program.</param>
/// <param name="InputValues">Input options that the sample needs, by flag name without dashes.</param>
/// <param name="Credit">Origin and licence in one line.</param>
public sealed record SampleData(string Path, IReadOnlyDictionary<string, string> InputValues, string Credit);

/// <summary>A catalogued method with its types erased: the only thing that command line and web know.</summary>
public abstract class Method
{
    /// <summary>The name on the command line, as in "hstu".</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in one sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>The family, as in "recommend".</summary>
    public abstract string Family { get; }

    /// <summary>The publication.</summary>
    public abstract string Source { get; }

    /// <summary>The main input, in words.</summary>
    public abstract string Input { get; }

    /// <summary>Endings of the files that the input may be, with their dots and in small letters; a host that offers
    /// files puts these first. A name may have ".gz" behind.</summary>
    /// <value>None unless overridden: any may be.</value>
    public virtual IReadOnlyList<string> InputEndings => [];

    /// <summary>How near it is to its publication.</summary>
    public abstract MethodStatus Status { get; }

    /// <summary>The bundled data.</summary>
    public abstract SampleData Sample { get; }

    /// <summary>What can be said about the data: columns, formats, splits.</summary>
    public abstract OptionsSchema InputOptions { get; }

    /// <summary>What can be said about the method.</summary>
    public abstract OptionsSchema Options { get; }

    /// <summary>What can be asked of a fitted run.</summary>
    public abstract OptionsSchema PredictOptions { get; }

    /// <summary>Flags of <see cref="InputOptions"/> that name a file beside the data, as a table of users; empty text
    /// names none. A run keeps absolute paths and fingerprints of these files too.</summary>
    /// <value>Flags without dashes; none unless overridden.</value>
    public virtual IReadOnlyList<string> InputFileFlags => [];

    /// <summary>Flags of input options that share data out, as ranges to learn from and to be tested on. An evaluation
    /// takes them from its own command alone: the model knows what it learnt from.</summary>
    public virtual IReadOnlyList<string> RangeFlags => [];

    /// <summary>Flags of input options that belong to the run's own data, as a folder of its pictures: they do not go
    /// over to an evaluation of other data.</summary>
    public virtual IReadOnlyList<string> OwnDataFlags => [];

    /// <summary>Whether a value of an input option names a file or folder: a flag of <see cref="InputFileFlags"/> with
    /// text, unless the text is a name that the method knows itself, as that of a skeleton.</summary>
    /// <param name="flag">The flag, without dashes.</param>
    /// <param name="text">What was given.</param>
    public virtual bool IsInputFile(string flag, string text) => text.Length > 0 && InputFileFlags.Contains(flag);

    /// <summary>Flags of <see cref="PredictOptions"/> that name a file or folder to read; empty text names none. A host
    /// that answers others decides which files they may name.</summary>
    /// <value>Flags without dashes; none unless overridden.</value>
    public virtual IReadOnlyList<string> PredictFileFlags => [];

    /// <summary>Flags of <see cref="PredictOptions"/> that name a folder to write files into; empty text names
    /// none.</summary>
    /// <value>Flags without dashes; none unless overridden.</value>
    public virtual IReadOnlyList<string> PredictFolderFlags => [];

    /// <summary>What a fit does that goes on from another run of the method, in one sentence.</summary>
    /// <value>Null, for every fit begins anew, unless overridden.</value>
    public virtual string? ContinueHelp => null;

    /// <summary>Whether a fit with these options tells the operations of its training, as a grid of sizes
    /// needs.</summary>
    /// <param name="options">A record of <see cref="Options"/>.</param>
    /// <returns>False unless overridden.</returns>
    public virtual bool TellsTrainingCost(object options) => false;

    /// <summary>Reads, fits, saves the model under <see cref="RunFolder.ModelPath"/> and evaluates on held-out
    /// data.</summary>
    /// <param name="request">Data and options.</param>
    /// <param name="context">Seed, threads, clock, cancellation, events and checkpoints.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="PraxisException">Data or options cannot be used, or training failed.</exception>
    public abstract RunResults Fit(FitRequest request, FitContext context);

    /// <summary>Evaluates the fitted model on the given data's held-out part; no training happens.</summary>
    /// <param name="request">Data and options; the model is read from its folder.</param>
    /// <param name="context">Seed, threads, cancellation and events.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="PraxisException">Data or options cannot be used.</exception>
    public abstract RunResults Evaluate(FitRequest request, FitContext context);

    /// <summary>Answers a question with the fitted model.</summary>
    /// <param name="modelPath">The model's folder.</param>
    /// <param name="options">A record of <see cref="PredictOptions"/>.</param>
    /// <param name="context">Threads, clock, cancellation and events.</param>
    /// <returns>The answers, a row each.</returns>
    /// <exception cref="PraxisException">The options cannot be used.</exception>
    public ResultTable Predict(string modelPath, object options, FitContext context)
    {
        using IOpenModel model = Open(modelPath, context);
        return model.Predict(options, context);
    }

    /// <summary>Opens a fitted model to answer many questions.</summary>
    /// <param name="modelPath">The model's folder.</param>
    /// <param name="context">Clock and events of the opening.</param>
    /// <returns>The model, to be disposed.</returns>
    /// <exception cref="PraxisException">The model cannot be read.</exception>
    public abstract IOpenModel Open(string modelPath, FitContext context);

    /// <summary>Answers frame by frame: a line of output for each line of input.</summary>
    /// <param name="modelPath">The model's folder.</param>
    /// <param name="input">A frame a line.</param>
    /// <param name="output">Receives the answers.</param>
    /// <param name="context">Clock, cancellation and events.</param>
    /// <returns>What was measured.</returns>
    /// <exception cref="PraxisException">The method has no stream, or a line cannot be read.</exception>
    public virtual ResultTable Stream(string modelPath, TextReader input, TextWriter output, FitContext context) =>
        throw new UsageException($"{Name} does not foretell frame by frame; stream a run of a motion method");

    /// <summary>Writes the fitted model as ONNX, for other runtimes.</summary>
    /// <param name="modelPath">The model's folder.</param>
    /// <param name="path">The file to write.</param>
    /// <returns>Inputs and outputs of the file, in one line.</returns>
    /// <exception cref="PraxisException">The method cannot be written so, or the file cannot.</exception>
    public virtual string Export(string modelPath, string path) =>
        throw new UsageException($"{Name} cannot be written as ONNX; export a run of a pose method");

    /// <summary>The columns of a row that the fitted model foretells when --data of a question names a table.</summary>
    /// <param name="modelPath">The model's folder.</param>
    /// <returns>The columns in the order of the fit; none unless overridden.</returns>
    /// <exception cref="PraxisException">The model cannot be read.</exception>
    public virtual IReadOnlyList<RowColumn> RowColumns(string modelPath) => [];
}

/// <summary>A request to fit or to evaluate.</summary>
/// <param name="DataPath">The data file or folder.</param>
/// <param name="InputOptions">A record of the method's input options.</param>
/// <param name="Options">A record of the method's options.</param>
/// <param name="ModelPath">The model's folder: existing and empty to fit, filled to evaluate.</param>
public sealed record FitRequest(string DataPath, object InputOptions, object Options, string ModelPath)
{
    /// <summary>The model's folder of the run to go on from; null to begin anew.</summary>
    public string? PreviousModelPath { get; init; }

    /// <summary>Whether an evaluation was given other data than the run's own.</summary>
    public bool IsOtherData { get; init; }
}

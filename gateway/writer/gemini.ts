import { FinishReason, GoogleGenerativeAI, GoogleGenerativeAIFetchError, HarmBlockThreshold, HarmCategory } from '@google/generative-ai'
import type { EnhancedGenerateContentResponse, GenerateContentRequest, GenerativeModel, ResponseSchema, UsageMetadata } from '@google/generative-ai'
import { WriterFailure } from './failure.ts'

export interface GeminiConfig {
  readonly apiKey: string
  readonly model: string
  readonly baseUrl: string
}

/** One question. `instruction` is ours; `data` holds whatever people wrote. */
export interface Question {
  readonly instruction: string
  readonly data: string
  /** JSON Schema of the answer, in the subset that Gemini knows. */
  readonly schema: object
  readonly temperature: number
  readonly maxTokens: number
}

export interface ModelAnswer {
  /** JSON, as the model wrote it: nobody has looked at it yet. */
  readonly json: string
  readonly inputTokens: number | null
  readonly outputTokens: number | null
}

export interface Gemini {
  readonly model: string
  /**
   * `onJson` hears the answer grow, and switches to streaming.
   * @throws WriterFailure; anything else is the abort of `signal`
   */
  ask(question: Question, signal: AbortSignal, onJson?: (soFar: string) => void): Promise<ModelAnswer>
}

/** More than any answer that is asked for: the bound on tokens is the model's to keep, this one is ours. */
const MOST_CHARACTERS = 128 * 1024

// What a career letter or a word about a bad day may touch on is let through; what Google itself is sure of is not.
const SAFETY = [
  HarmCategory.HARM_CATEGORY_HARASSMENT, HarmCategory.HARM_CATEGORY_HATE_SPEECH, HarmCategory.HARM_CATEGORY_SEXUALLY_EXPLICIT, HarmCategory.HARM_CATEGORY_DANGEROUS_CONTENT,
].map((category) => ({ category, threshold: HarmBlockThreshold.BLOCK_MEDIUM_AND_ABOVE }))

/**
 * Gemini by Google's own SDK, which is past its end of life: this file is all that knows it. Its errors hold addresses and
 * bodies, so none of them leaves this file.
 */
export function createGemini({ apiKey, model, baseUrl }: GeminiConfig): Gemini {
  const client = new GoogleGenerativeAI(apiKey)
  return {
    model,
    async ask({ instruction, data, schema, temperature, maxTokens }, signal, onJson) {
      // Aborted in the end whatever happens: a stream that is given up half-way must not go on in the background.
      const call = new AbortController()
      const stop = () => call.abort(signal.reason)
      signal.throwIfAborted()
      signal.addEventListener('abort', stop, { once: true })
      const request: GenerateContentRequest = {
        contents: [{ role: 'user', parts: [{ text: data }] }],
        systemInstruction: { role: 'system', parts: [{ text: instruction }] },
        generationConfig: { responseMimeType: 'application/json', responseSchema: schema as ResponseSchema, temperature, maxOutputTokens: maxTokens, candidateCount: 1 },
        safetySettings: SAFETY,
      }
      try {
        const generative = client.getGenerativeModel({ model }, { baseUrl: baseUrl.replace(/\/+$/, '') })
        return await (onJson ? streamed(generative, request, call.signal, onJson) : whole(generative, request, call.signal))
      } catch (error) {
        if (signal.aborted) throw signal.reason
        throw error instanceof WriterFailure ? error : failureOf(error)
      } finally {
        signal.removeEventListener('abort', stop)
        call.abort()
      }
    },
  }
}

async function whole(model: GenerativeModel, request: GenerateContentRequest, signal: AbortSignal): Promise<ModelAnswer> {
  const { response } = await model.generateContent(request, { signal })
  return answerOf(textOf(response), response, response.usageMetadata)
}

async function streamed(model: GenerativeModel, request: GenerateContentRequest, signal: AbortSignal, onJson: (soFar: string) => void): Promise<ModelAnswer> {
  const { stream, response } = await model.generateContentStream(request, { signal })
  response.catch(() => {}) // the SDK's second reader of the same stream fails with the first
  let json = ''
  let told = 0
  let last: EnhancedGenerateContentResponse | undefined
  let usage: UsageMetadata | undefined
  for await (const chunk of stream) {
    last = chunk
    usage = chunk.usageMetadata ?? usage
    const text = textOf(chunk)
    if (text === '') continue
    json += text
    if (json.length > MOST_CHARACTERS) throw new WriterFailure('gemini', 'cut', 'Gemini said more than it may.')
    // Whoever hears it reads the whole anew: the longer it is, the more has to be new. Nothing of the beginning waits.
    if (json.length - told < told / 64) continue
    told = json.length
    onJson(json)
  }
  return answerOf(json, last, usage)
}

/** The parts that are text, whatever else is there; the SDK's own reader throws and warns. */
const textOf = (response: EnhancedGenerateContentResponse) => (response.candidates?.[0]?.content?.parts ?? []).map((part) => part.text ?? '').join('')

function answerOf(json: string, last: EnhancedGenerateContentResponse | undefined, usage: UsageMetadata | undefined): ModelAnswer {
  const reason = last?.candidates?.[0]?.finishReason
  if (last?.promptFeedback?.blockReason || reason !== undefined && BLOCKED.has(reason)) throw new WriterFailure('gemini', 'blocked', 'Gemini blocked the text.')
  if (reason !== FinishReason.STOP || json.length > MOST_CHARACTERS) throw new WriterFailure('gemini', 'cut', 'Gemini stopped before the end.')
  return { json, inputTokens: usage?.promptTokenCount ?? null, outputTokens: usage?.candidatesTokenCount ?? null }
}

const BLOCKED: ReadonlySet<string> = new Set([
  FinishReason.SAFETY, FinishReason.RECITATION, FinishReason.LANGUAGE, FinishReason.BLOCKLIST, FinishReason.PROHIBITED_CONTENT, FinishReason.SPII,
])

function failureOf(error: unknown): WriterFailure {
  if (!(error instanceof GoogleGenerativeAIFetchError)) return new WriterFailure('gemini', 'unreachable', 'The connection to Gemini failed.')
  const { status = 0, errorDetails } = error
  if (status === 429) return new WriterFailure('gemini', 'busy', 'Gemini answered 429.', delayIn(errorDetails))
  if (status >= 500) return new WriterFailure('gemini', 'unreachable', `Gemini answered ${status}.`)
  return new WriterFailure('gemini', 'refused', `Gemini answered ${status}: look at GEMINI_API_KEY and GEMINI_MODEL.`)
}

/** google.rpc.RetryInfo, `{"retryDelay": "12s"}`: the SDK keeps no headers, and Gemini says it here as well. */
function delayIn(details: readonly object[] | undefined): number | null {
  for (const detail of details ?? []) {
    const seconds = /^(\d+(?:\.\d+)?)s$/.exec(String((detail as { retryDelay?: unknown }).retryDelay ?? ''))?.[1]
    if (seconds) return Number(seconds) * 1000
  }
  return null
}
